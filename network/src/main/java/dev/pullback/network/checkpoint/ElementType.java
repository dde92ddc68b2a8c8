package dev.pullback.network.checkpoint;

/** The element types that a checkpoint may hold, under the names that the safetensors format gives them. */
public enum ElementType {
    F64(8),
    F32(4),
    I32(4),
    BOOL(1);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes per element. */
    public int bytes() {
        return bytes;
    }
}
