package dev.pullback.api.plan;

import dev.pullback.api.type.TensorType;

/** Something that has storage while a plan runs: an input, an output, or what one step leaves for another. Row-major. */
public record Value(int id, TensorType type) {}
