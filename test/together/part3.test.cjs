const { runTogether } = require('./runTogether.cjs');

runTogether(2, 4);
