package dev.pullback.cpu.memory;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class OffHeapTest {

    @Test
    void memory_outside_of_the_heap_is_known_whatever_its_arena() {
        try (Arena shared = Arena.ofShared()) {
            for (Arena arena : new Arena[] {shared, Arena.ofAuto(), Arena.global()}) {
                MemorySegment segment = arena.allocate(64);
                assertSame(segment, OffHeap.known(segment));
                MemorySegment piece = segment.asSlice(8, 16);
                assertSame(piece, OffHeap.known(piece));
            }
        }
    }

    @Test
    void memory_of_the_heap_is_refused() {
        MemorySegment heap = MemorySegment.ofArray(new byte[64]);
        var refused = assertThrows(IllegalArgumentException.class, () -> OffHeap.known(heap));
        assertTrue(refused.getMessage().contains("outside of the heap"));
    }
}
