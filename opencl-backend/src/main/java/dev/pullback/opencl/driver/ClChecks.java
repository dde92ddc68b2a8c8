package dev.pullback.opencl.driver;

import java.lang.foreign.MemorySegment;

/** Arguments that would crash a driver, or that drivers judge differently, refused alike for both bindings. */
final class ClChecks {

    /** CL_DEVICE_TYPE_ALL. As an unsigned 32-bit number: rusticl refuses the sign-extended one that JOCL defines. */
    static final long EVERY_DEVICE_TYPE = 0xFFFFFFFFL;

    private ClChecks() {}

    static void platform(long platform, String call) {
        if (platform == 0) {
            throw ClException.refused(call, ClStatus.INVALID_PLATFORM, "the platform is null");
        }
    }

    static void device(long device, String call) {
        if (device == 0) {
            throw ClException.refused(call, ClStatus.INVALID_DEVICE, "the device is null");
        }
    }

    static long handle(HandleKind kind, long handle, String call) {
        if (handle == 0) {
            throw ClException.refused(call, kind.invalid(), "the " + kind + " is null");
        }
        return handle;
    }

    /** The address of {@code bytes} bytes at an offset into live off-heap memory. */
    static long hostAddress(MemorySegment host, long offset, long bytes, String call) {
        if (!host.isNative()) {
            throw ClException.refused(
                    call, ClStatus.INVALID_HOST_PTR, "host memory must be off-heap: the collector moves Java arrays");
        }
        if (!host.scope().isAlive()) {
            throw ClException.refused(call, ClStatus.INVALID_HOST_PTR, "the host memory was freed already");
        }
        if (bytes <= 0 || offset < 0 || offset > host.byteSize() - bytes) {
            throw ClException.refused(
                    call,
                    ClStatus.INVALID_VALUE,
                    bytes + " bytes at offset " + offset + " of host memory of " + host.byteSize() + " bytes");
        }
        return host.address() + offset;
    }

    /** The same for memory that the device writes to. */
    static long writableHostAddress(MemorySegment host, long offset, long bytes, String call) {
        if (host.isReadOnly()) {
            throw ClException.refused(call, ClStatus.INVALID_HOST_PTR, "the host memory is read-only");
        }
        return hostAddress(host, offset, bytes, call);
    }

    static void localBytes(long bytes) {
        if (bytes <= 0) {
            throw ClException.refused("clSetKernelArg", ClStatus.INVALID_ARG_SIZE, bytes + " bytes of local memory");
        }
    }

    static void range(long offset, long bytes, String call) {
        if (bytes <= 0 || offset < 0 || offset > Long.MAX_VALUE - bytes) {
            throw ClException.refused(
                    call, ClStatus.INVALID_VALUE, bytes + " bytes at offset " + offset + " of a buffer");
        }
    }

    /** How much is mapped at once: as much as a Java buffer holds. */
    static void mapped(long bytes, String call) {
        if (bytes <= 0 || bytes > Integer.MAX_VALUE) {
            throw ClException.refused(call, ClStatus.INVALID_VALUE, bytes + " bytes of a buffer to map");
        }
    }

    static void pattern(int patternBytes, long offset, long bytes, String call) {
        if (patternBytes != 1 && patternBytes != 2 && patternBytes != 4 && patternBytes != 8) {
            throw ClException.refused(
                    call, ClStatus.INVALID_VALUE, "a pattern has 1, 2, 4 or 8 bytes, not " + patternBytes);
        }
        range(offset, bytes, call);
        if (offset % patternBytes != 0 || bytes % patternBytes != 0) {
            throw ClException.refused(
                    call,
                    ClStatus.INVALID_VALUE,
                    bytes + " bytes at offset " + offset + " are no multiple of the pattern's " + patternBytes);
        }
    }

    /** Checks one launch's grid. OpenCL 1.2 refuses an empty grid and 3.0 ignores it, so here it is always refused. */
    static void grid(int dims, long g0, long g1, long g2, long l0, long l1, long l2, String call) {
        if (dims < 1 || dims > 3) {
            throw ClException.refused(call, ClStatus.INVALID_WORK_DIMENSION, dims + " dimensions");
        }
        if (g0 <= 0 || (dims > 1 && g1 <= 0) || (dims > 2 && g2 <= 0)) {
            throw ClException.refused(call, ClStatus.INVALID_GLOBAL_WORK_SIZE, sizes(dims, g0, g1, g2));
        }
        boolean chosen = l0 > 0 && (dims < 2 || l1 > 0) && (dims < 3 || l2 > 0);
        boolean open = l0 == 0 && (dims < 2 || l1 == 0) && (dims < 3 || l2 == 0);
        if (!chosen && !open) {
            throw ClException.refused(call, ClStatus.INVALID_WORK_GROUP_SIZE, "local " + sizes(dims, l0, l1, l2));
        }
    }

    static String sizes(int dims, long s0, long s1, long s2) {
        return switch (dims) {
            case 1 -> "[" + s0 + "]";
            case 2 -> "[" + s0 + ", " + s1 + "]";
            default -> "[" + s0 + ", " + s1 + ", " + s2 + "]";
        };
    }
}
