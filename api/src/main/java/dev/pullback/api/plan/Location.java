package dev.pullback.api.plan;

/** Where a value lives while a plan runs. */
public sealed interface Location {

    /** In the buffer given for an input. */
    record Input(int position) implements Location {}

    /** In the buffer given for an output; for a donated output that is an input's buffer as well. */
    record Output(int position) implements Location {}

    /** In the executable's own memory; values whose lives do not overlap share a slot. */
    record Slot(int index) implements Location {}
}
