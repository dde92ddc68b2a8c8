package dev.pullback.cli;

import dev.pullback.api.backend.Availability;
import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.BackendProvider;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Device;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Tanh;
import dev.pullback.conformance.decorator.DecoratedBackend;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The reference with a fault: the last bytes of what tanh gives are zero, as if a kernel stopped too early. */
public final class SabotagedProvider implements BackendProvider {

    static final String ID = "sabotaged";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public int priority() {
        return -1;
    }

    @Override
    public Availability probe() {
        return new Availability.Available(
                List.of(new Device("0", "a broken device", Device.Kind.CPU, -1, "version 0")));
    }

    @Override
    public Backend open(String device, BackendOptions options) {
        return new Sabotaged(Backends.open("reference", options));
    }

    private static final class Sabotaged extends DecoratedBackend {

        Sabotaged(Backend inside) {
            super(inside);
        }

        @Override
        public String id() {
            return ID;
        }

        @Override
        protected void runInside(Graph graph, Executable program, List<Buffer> inputs, List<Buffer> outputs) {
            super.runInside(graph, program, inputs, outputs);
            for (int i = 0; i < outputs.size(); i++) {
                if (graph.outputs().get(i).op() instanceof Tanh) {
                    dropLastBytes(outputs.get(i));
                }
            }
        }

        private static void dropLastBytes(Buffer buffer) {
            long bytes = buffer.type().bytes();
            int lost = Math.toIntExact(Math.min(bytes, 4));
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment memory = arena.allocate(Math.max(1, bytes), 8).asSlice(0, bytes);
                buffer.read(memory);
                memory.asSlice(bytes - lost).fill((byte) 0);
                buffer.write(memory);
            }
        }
    }
}
