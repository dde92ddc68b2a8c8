/** The command line: training, comparing backends, listing devices. */
package dev.pullback.cli;
