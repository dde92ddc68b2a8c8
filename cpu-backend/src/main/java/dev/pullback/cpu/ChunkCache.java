package dev.pullback.cpu;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Chunks that were given back, kept for the next of their size: getting one from Java costs a pass of zeros over it, and
 * giving it back a word with every thread.
 */
final class ChunkCache {

    private final long capacity;
    private final Map<Long, Deque<Chunk>> bySize = new HashMap<>();
    private long bytes;

    /** @param capacity the most bytes to keep */
    ChunkCache(long capacity) {
        this.capacity = capacity;
    }

    /** A chunk of exactly that size, or null. */
    synchronized Chunk take(long size) {
        Deque<Chunk> chunks = bySize.get(size);
        Chunk chunk = chunks == null ? null : chunks.pollLast();
        if (chunk != null) {
            bytes -= size;
        }
        return chunk;
    }

    /** Keeps a chunk, or frees it if there is no room. */
    void put(Chunk chunk) {
        if (!keep(chunk)) {
            chunk.free();
        }
    }

    private synchronized boolean keep(Chunk chunk) {
        if (chunk.bytes() > capacity - bytes) {
            return false;
        }
        bySize.computeIfAbsent(chunk.bytes(), missing -> new ArrayDeque<>()).addLast(chunk);
        bytes += chunk.bytes();
        return true;
    }

    /** Frees all chunks. */
    synchronized void clear() {
        bySize.values().forEach(chunks -> chunks.forEach(Chunk::free));
        bySize.clear();
        bytes = 0;
    }
}
