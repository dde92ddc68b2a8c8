/**
 * Training: {@link dev.pullback.network.train.Trainer} descends on a loss over minibatches, each step one compiled graph
 * on the backend's device; {@link dev.pullback.network.train.Evaluation} measures what came out.
 */
package dev.pullback.network.train;
