/**
 * Trained networks in files: {@link dev.pullback.network.checkpoint.Checkpoint} saves and loads a whole network,
 * {@link dev.pullback.network.checkpoint.Safetensors} reads and writes the safetensors format, which other frameworks
 * share.
 */
package dev.pullback.network.checkpoint;
