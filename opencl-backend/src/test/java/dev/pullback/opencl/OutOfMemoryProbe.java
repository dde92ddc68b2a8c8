package dev.pullback.opencl;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.error.OutOfDeviceMemoryException;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.opencl.driver.ClDrivers;
import dev.pullback.opencl.driver.LiveObjects;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Fills a small device until it is full, empties it, and fills it with buffers of another size. */
final class OutOfMemoryProbe {

    private static final int FLOATS = 32 << 20;

    private OutOfMemoryProbe() {}

    public static void main(String[] arguments) {
        LiveObjects before = LiveObjects.of(ClDrivers.open(ClDrivers.LWJGL));
        try (Backend backend = TestBackend.open()) {
            List<Buffer> buffers = new ArrayList<>();
            fill(backend, buffers, FLOATS);
            int fitted = buffers.size();
            buffers.forEach(Buffer::close);
            buffers.clear();
            // The idle blocks of the first size fill the device now, and must make room.
            fill(backend, buffers, FLOATS / 2);
            System.out.println(buffers.size() >= fitted ? "idle memory made room" : "only " + buffers.size());
            buffers.removeLast().close();
            check(backend);
            buffers.forEach(Buffer::close);
        }
        before.assertSame(ClDrivers.open(ClDrivers.LWJGL));
        System.out.println("nothing left");
    }

    private static void fill(Backend backend, List<Buffer> buffers, int floats) {
        TensorType type = TensorType.of(DType.FLOAT32, floats);
        try {
            while (buffers.size() < 1000) {
                buffers.add(backend.allocate(type));
            }
            System.out.println("never full");
        } catch (OutOfDeviceMemoryException full) {
            boolean sizes = full.askedBytes() == type.bytes()
                    && full.liveBytes() == type.bytes() * buffers.size()
                    && full.limitBytes() >= full.liveBytes();
            System.out.println("full" + (sizes ? "" : ", but the sizes are wrong: " + full.getMessage()));
        }
    }

    private static void check(Backend backend) {
        float[] values = {1, 2, 3};
        try (Buffer buffer = backend.allocate(TensorType.of(DType.FLOAT32, 3))) {
            buffer.write(MemorySegment.ofArray(values));
            float[] found = TestBackend.read(buffer);
            System.out.println(java.util.Arrays.equals(values, found) ? "works on" : "broken");
        }
    }
}
