'use client';

import { json, jsonParseLinter } from '@codemirror/lang-json';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { linter } from '@codemirror/lint';
import { EditorState, Prec } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { basicSetup, EditorView } from 'codemirror';
import { useContext, useEffect, useRef } from 'react';
import { NonceContext } from '../../shell/nonce';

export interface EventEditorProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Ctrl-Enter, or Cmd-Enter on a Mac. */
  readonly onRun: () => void;
}

/** Edits a JSON event. Tab leaves the editor, as a keyboard user expects of a form. */
export default function EventEditor({ value, onChange, onRun }: EventEditorProps) {
  const nonce = useContext(NonceContext);
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const handlers = useRef({ onChange, onRun });
  handlers.current = { onChange, onRun };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is made once; later values reach it below
  useEffect(() => {
    const run = () => {
      handlers.current.onRun();
      return true;
    };
    view.current = new EditorView({
      ...(parent.current && { parent: parent.current }),
      state: EditorState.create({
        doc: value,
        extensions: [
          Prec.highest(keymap.of([{ key: 'Mod-Enter', run }])),
          basicSetup,
          json(),
          linter(jsonParseLinter(), { delay: 300 }),
          EditorView.lineWrapping,
          EditorView.cspNonce.of(nonce),
          EditorView.contentAttributes.of({ 'aria-label': 'Event (JSON)' }),
          EditorView.updateListener.of((update) => update.docChanged && handlers.current.onChange(update.state.doc.toString())),
          theme,
          syntaxHighlighting(colours),
        ],
      }),
    });
    return () => view.current?.destroy();
  }, [nonce]);

  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== value) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
    }
  }, [value]);

  return <div ref={parent} />;
}

const theme = EditorView.theme({
  '&': {
    height: '320px',
    fontSize: '13px',
    color: 'light-dark(#0f141a, #dedee3)',
    backgroundColor: 'light-dark(#ffffff, #0f141a)',
    border: '1px solid light-dark(#8c8c94, #656871)',
    borderRadius: '8px',
    overflow: 'hidden',
  },
  '&.cm-focused': { outline: '2px solid light-dark(#006ce0, #42b4ff)', outlineOffset: '1px' },
  '.cm-content': { caretColor: 'light-dark(#0f141a, #ffffff)' },
  '.cm-cursor': { borderLeftColor: 'light-dark(#0f141a, #ffffff)' },
  '.cm-gutters': {
    color: 'light-dark(#656871, #a4a4ad)',
    backgroundColor: 'light-dark(#f6f6f9, #161d26)',
    borderRight: '1px solid light-dark(#dedee3, #333843)',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'light-dark(#f0fbff, #1b232d)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'light-dark(#b8e7ff, #002b66)',
  },
  '.cm-tooltip': {
    color: 'light-dark(#0f141a, #dedee3)',
    backgroundColor: 'light-dark(#ffffff, #1b232d)',
    border: '1px solid light-dark(#c6c6cd, #424650)',
  },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'light-dark(#002b66, #75cfff)' },
  { tag: tags.string, color: 'light-dark(#00693a, #7ae39c)' },
  { tag: tags.number, color: 'light-dark(#962249, #ffb0c8)' },
  { tag: [tags.bool, tags.null], color: 'light-dark(#7300e5, #d6baff)' },
]);
