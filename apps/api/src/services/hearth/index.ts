export { hearthService } from './hearth-service.js';
