export { FolderBlobs, openFolderBlobs } from './folder-blobs.js';
