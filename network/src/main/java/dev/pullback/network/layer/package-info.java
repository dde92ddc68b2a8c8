/**
 * Networks: a {@link dev.pullback.network.layer.Layer} says which parameters it has and what it computes, a
 * {@link dev.pullback.network.layer.Network} stacks them. Everything is written in tensor ops, so it can be traced,
 * differentiated and compiled for any backend.
 */
package dev.pullback.network.layer;
