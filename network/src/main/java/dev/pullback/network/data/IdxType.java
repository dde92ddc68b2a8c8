package dev.pullback.network.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The element types of the IDX format, with the code that names each in the third byte of a file. */
public enum IdxType {
    UNSIGNED_BYTE(0x08, Byte.BYTES),
    BYTE(0x09, Byte.BYTES),
    SHORT(0x0B, Short.BYTES),
    INT(0x0C, Integer.BYTES),
    FLOAT(0x0D, Float.BYTES),
    DOUBLE(0x0E, Double.BYTES);

    private final int code;
    private final int bytes;

    IdxType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    static Optional<IdxType> of(int code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }

    public int code() {
        return code;
    }

    /** Bytes per element. */
    public int bytes() {
        return bytes;
    }

    public boolean integral() {
        return this != FLOAT && this != DOUBLE;
    }

    /** Element {@code index} of a big-endian buffer; exact for every type. */
    double readDouble(ByteBuffer buffer, int index) {
        return switch (this) {
            case FLOAT -> buffer.getFloat(index * bytes);
            case DOUBLE -> buffer.getDouble(index * bytes);
            default -> readInt(buffer, index);
        };
    }

    /** Element {@code index} of a big-endian buffer of an integral type. */
    int readInt(ByteBuffer buffer, int index) {
        return switch (this) {
            case UNSIGNED_BYTE -> Byte.toUnsignedInt(buffer.get(index));
            case BYTE -> buffer.get(index);
            case SHORT -> buffer.getShort(index * bytes);
            case INT -> buffer.getInt(index * bytes);
            case FLOAT, DOUBLE -> throw new IllegalStateException("not an integral type: " + this);
        };
    }
}
