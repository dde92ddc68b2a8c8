/** Losses: how far a network's outputs are from what they should be, as one number to descend on. */
package dev.pullback.network.loss;
