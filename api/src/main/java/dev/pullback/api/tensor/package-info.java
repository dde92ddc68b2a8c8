/** Tensors and what can be written with them: {@code Tensor}, which is {@code Stored} or {@code Traced}, and functions of them. */
package dev.pullback.api.tensor;
