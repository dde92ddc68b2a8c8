package dev.pullback.opencl.step;

import dev.pullback.api.plan.Value;

/** What is bound to a kernel's parameter. */
public sealed interface Argument {

    /** The buffer of a value, wherever the plan puts it. */
    record OfValue(Value value) implements Argument {}

    /** Memory of the step's own. */
    record Scratch(int index) implements Argument {}

    record OfInt(int value) implements Argument {}

    record OfLong(long value) implements Argument {}
}
