const { runTogether } = require('./runTogether.cjs');

runTogether(0, 4);
