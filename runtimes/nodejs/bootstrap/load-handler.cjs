'use strict';
// Finds the function that a handler name such as `src/app.handlers.main` means, in the order in which AWS looks.

const { existsSync, readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { basename, dirname, join, resolve } = require('node:path');
const { HandlerNotFound, ImportModuleError, MalformedHandlerName, UserCodeSyntaxError } = require('./errors.cjs');

// Named as AWS's entry point is, since its path stands in the texts of errors.
const requireFromRuntime = createRequire(join(__dirname, 'index.mjs'));
const readsTypeScript = Number(process.versions.node.split('.')[0]) >= 24;

async function loadHandler(taskRoot, name) {
  if (name.includes('..')) {
    throw new MalformedHandlerName(
      `'${name}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const file = basename(name);
  const folder = name.slice(0, name.indexOf(file));
  const [, moduleName, path] = file.match(/^([^.]*)\.(.*)$/) ?? [];
  if (path === undefined) throw new MalformedHandlerName('Bad handler');

  const loaded = await explained(() => loadModule(taskRoot, folder, moduleName));
  const handler = path.split('.').reduce((value, key) => value?.[key], loaded);
  if (!handler) throw new HandlerNotFound(`${name} is undefined or not exported`);
  if (typeof handler !== 'function') throw new HandlerNotFound(`${name} is not a function`);
  return handler;
}

async function loadModule(taskRoot, folder, moduleName) {
  const path = resolve(taskRoot, folder, moduleName);
  if (existsSync(path)) return requireFromRuntime(path);
  const isModule = hasTypeModule(dirname(path));
  for (const [extension, load] of candidates(isModule)) {
    if (existsSync(path + extension)) return load(path + extension);
  }
  return requireFromRuntime(requireFromRuntime.resolve(moduleName, { paths: [taskRoot, folder] }));
}

function candidates(isModule) {
  const imported = (path) => import(path);
  const byType = isModule ? imported : requireFromRuntime;
  const scripts = [
    ['.js', byType],
    ['.mjs', imported],
    ['.cjs', requireFromRuntime],
  ];
  const typed = [
    ['.ts', byType],
    ['.mts', imported],
    ['.cts', requireFromRuntime],
  ];
  return readsTypeScript ? [...scripts, ...typed] : scripts;
}

/** Whether the nearest package.json says that .js files are ES modules. */
function hasTypeModule(folder) {
  if (folder.endsWith('/node_modules')) return false;
  const file = join(folder, 'package.json');
  if (existsSync(file)) return typeOf(file) === 'module';
  return folder === '/' ? false : hasTypeModule(dirname(folder));
}

function typeOf(packageFile) {
  try {
    return JSON.parse(readFileSync(packageFile, 'utf8'))?.type;
  } catch (error) {
    console.warn(`${packageFile} cannot be read, it will be ignored for ES module detection purposes.`, error);
    return undefined;
  }
}

async function explained(load) {
  try {
    return await load();
  } catch (error) {
    if (error instanceof SyntaxError) throw new UserCodeSyntaxError(error);
    if (error?.code === 'MODULE_NOT_FOUND') throw new ImportModuleError(String(error));
    throw error;
  }
}

module.exports = { loadHandler };
