// Reads the data that the program put into the page and draws it.

import '../node_modules/leaflet/dist/leaflet.css';
import './css/base.css';
import './css/header.css';
import './css/map.css';
import './css/tables.css';
import './css/target.css';
import './css/charts.css';
import './css/print.css';
import { Loose, Report } from './data';
import { buildPage } from './page';
import { setLanguage } from './words';

const source = document.getElementById('data');
const report = JSON.parse(source?.textContent || '{}') as Loose<Report>;
setLanguage(report.language, report.words);
buildPage(report);
document.documentElement.dataset.ready = 'true';
