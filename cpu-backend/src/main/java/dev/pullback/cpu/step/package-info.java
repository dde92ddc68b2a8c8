/** The steps of a plan, each prepared once for many runs. */
package dev.pullback.cpu.step;
