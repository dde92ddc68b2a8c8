/** Measurements as Markdown for people and as JSON for programs. */
package dev.pullback.bench.peers.report;
