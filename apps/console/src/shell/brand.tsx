import styles from './brand.module.css';

/** Hearth's name and flame, as the sign-in page wears it. */
export function Brand() {
  return (
    <div className={styles.brand}>
      {/* biome-ignore lint/performance/noImgElement: an SVG needs no optimizing, and the console has no image service */}
      <img src="/icon.svg" alt="" width={36} height={36} />
      <span className={styles.name}>Hearth</span>
    </div>
  );
}
