const { runTogether } = require('./runTogether.cjs');

runTogether(3, 4);
