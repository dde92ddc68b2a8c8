/**
 * Trained parameters in files: {@link dev.pullback.network.checkpoint.Safetensors} reads and writes the safetensors
 * format, which other frameworks share.
 */
package dev.pullback.network.checkpoint;
