const { runTogether } = require('./runTogether.cjs');

runTogether(1, 4);
