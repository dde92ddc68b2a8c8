package dev.pullback.api.type;

/** The type of one element. {@code BOOL} takes one byte in memory and is 0 or 1; all types are little-endian in files. */
public enum DType {
    FLOAT32(4, true),
    FLOAT64(8, true),
    INT32(4, false),
    BOOL(1, false);

    private final int bytes;
    private final boolean floating;

    DType(int bytes, boolean floating) {
        this.bytes = bytes;
        this.floating = floating;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Whether derivatives exist: {@code FLOAT32} and {@code FLOAT64} only. */
    public boolean isFloating() {
        return floating;
    }

    /** The name as NumPy writes it: {@code float32}, {@code float64}, {@code int32}, {@code bool}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
