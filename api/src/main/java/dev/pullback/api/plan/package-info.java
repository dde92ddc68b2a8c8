/** What compiled backends share: which ops become one kernel, in which order they run, and where values live. */
package dev.pullback.api.plan;
