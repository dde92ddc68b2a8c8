/** What a tensor is before it has values: {@code DType}, {@code Shape}, {@code TensorType}. */
package dev.pullback.api.type;
