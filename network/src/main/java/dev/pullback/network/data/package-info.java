/**
 * Labelled data for training: {@link dev.pullback.network.data.Datasets} opens it by name or path,
 * {@link dev.pullback.network.data.Batches} says in which order a training sees it.
 *
 * <p>Everything here is plain arrays, independent of any backend. A file that is truncated, corrupt or of another kind
 * than expected is a {@link dev.pullback.api.error.DataFormatException} naming the file, the place and what was
 * expected there; a file that cannot be read at all is an {@link dev.pullback.api.error.InputOutputException}.
 */
package dev.pullback.network.data;
