package dev.pullback.opencl.driver;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads the raw answers of OpenCL's info calls. */
final class InfoValue {

    private InfoValue() {}

    /** A C string: without its terminating zero, and without the blanks that some drivers pad with. */
    static String string(byte[] answer) {
        int length = 0;
        while (length < answer.length && answer[length] != 0) {
            length++;
        }
        return new String(answer, 0, length, StandardCharsets.UTF_8).strip();
    }

    /** An unsigned 32-bit or a 64-bit number: cl_uint, cl_bool, size_t and cl_ulong differ in width only. */
    static long number(byte[] answer) {
        ByteBuffer bytes = ByteBuffer.wrap(answer).order(ByteOrder.nativeOrder());
        return switch (answer.length) {
            case Integer.BYTES -> Integer.toUnsignedLong(bytes.getInt());
            case Long.BYTES -> bytes.getLong();
            default ->
                throw ClException.refused(
                        "reading an info value", ClStatus.INVALID_VALUE, answer.length + " bytes are no number");
        };
    }
}
