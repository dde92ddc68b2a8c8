/** Whole computations: building graphs by tracing, lowering and simplifying them. */
package dev.pullback.api.graph;
