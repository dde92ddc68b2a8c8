/** The one pool of threads of a CPU backend and what belongs to each of its workers. */
package dev.pullback.cpu.threads;
