export { cloudwatchService } from './cloudwatch-service.js';
