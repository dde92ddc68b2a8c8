/** Computational graphs and plans to look at, as SVG, DOT and text; and line charts. */
package dev.pullback.diagram;
