package dev.pullback.cpu.step;

import java.lang.foreign.MemorySegment;

/** A location of a memory plan; which memory is there is known when a run begins. */
public final class Place {

    private MemorySegment segment = MemorySegment.NULL;

    public void bind(MemorySegment memory) {
        segment = memory;
    }

    MemorySegment segment() {
        return segment;
    }
}
