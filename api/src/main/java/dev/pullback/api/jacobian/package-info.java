/** Derivatives: one rule per op, and the chain rule in both directions. */
package dev.pullback.api.jacobian;
