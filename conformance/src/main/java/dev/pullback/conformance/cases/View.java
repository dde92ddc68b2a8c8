package dev.pullback.conformance.cases;

/**
 * An op on views of tensors, and the same op on copies of what the views show.
 *
 * @param bitEqual whether both must have the same bits; otherwise both must be within the limit
 */
public record View(Case viewed, Case copied, boolean bitEqual) {}
