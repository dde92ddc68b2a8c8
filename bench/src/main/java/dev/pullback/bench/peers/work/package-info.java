/** What is measured: each workload in one line of text, the same for every peer, with the work that it takes. */
package dev.pullback.bench.peers.work;
