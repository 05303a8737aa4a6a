// Reads the data that the program put into the page and draws it.

import '../node_modules/leaflet/dist/leaflet.css';
import './css/base.css';
import './css/header.css';
import './css/map.css';
import './css/tables.css';
import './css/target.css';
import './css/charts.css';
import './css/print.css';
import { buildPage } from './page';
import { readData } from './read_data';
import { setLanguage } from './words';

const report = readData(document.getElementById('data')?.textContent);
setLanguage(report.language, report.words);
buildPage(report);
document.documentElement.dataset.ready = 'true';
