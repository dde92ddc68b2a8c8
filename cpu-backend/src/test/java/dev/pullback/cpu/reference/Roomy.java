package dev.pullback.cpu.reference;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Capabilities;
import dev.pullback.api.backend.Device;
import dev.pullback.api.backend.InterpretedBackend;
import dev.pullback.api.backend.Kernel;
import dev.pullback.api.backend.MemoryCount;
import dev.pullback.api.backend.MemoryUse;
import dev.pullback.api.backend.OwnedBuffer;
import dev.pullback.api.error.MemoryCorruptionException;
import dev.pullback.api.op.Op;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The reference's kernels on memory that goes on behind its end, as that of devices does: zeros usually, guard zones of NaN
 * if they are asked for. So a kernel that leaves its memory does no harm that anybody would see without them.
 */
final class Roomy extends InterpretedBackend<Roomy.Room> {

    private static final int ZONE = 16;

    private final ReferenceBackend kernels;
    private final boolean guarded;
    private final String op;
    private final Access access;
    private final MemoryCount memory = new MemoryCount();

    /** What the kernel of one op does to memory. */
    enum Access {
        RIGHT,
        READ_PAST_THE_END,
        WRITE_PAST_THE_END
    }

    Roomy(BackendOptions options, String op, Access access) {
        super(Room.class, options);
        this.kernels = OtherGraphs.reference(options);
        this.guarded = options.guarded();
        this.op = op;
        this.access = access;
    }

    /** Elements, and behind them a zone that belongs to nobody. */
    static final class Room implements OwnedBuffer {
        private final Roomy owner;
        private final ReferenceBuffer elements;
        private final double[] zone = new double[ZONE];

        private Room(Roomy owner, TensorType type) {
            this.owner = owner;
            this.elements = owner.kernels.newBuffer(type);
            Arrays.fill(zone, owner.guarded ? Double.NaN : 0);
            owner.memory.take(type.bytes());
        }

        @Override
        public TensorType type() {
            return elements.type();
        }

        @Override
        public Backend owner() {
            return owner;
        }

        @Override
        public boolean isClosed() {
            return elements.isClosed() || owner.isClosed();
        }

        @Override
        public void write(MemorySegment source) {
            elements.write(source);
        }

        @Override
        public void read(MemorySegment target) {
            elements.read(target);
        }

        @Override
        public synchronized void close() {
            if (!elements.isClosed()) {
                elements.close();
                owner.memory.giveBack(type().bytes());
            }
        }
    }

    @Override
    protected Optional<Kernel<Room>> kernel(Op which, List<TensorType> operands, TensorType result) {
        return kernels.kernel(which, operands, result).map(right -> (in, out) -> {
            right.run(in.stream().map(room -> room.elements).toList(), out.elements);
            if (which.name().equals(op)) {
                leaveMemory(in.getFirst(), out);
            }
            requireUntouched(which, in, out);
        });
    }

    private void leaveMemory(Room in, Room out) {
        switch (access) {
            case RIGHT -> {}
            case WRITE_PAST_THE_END -> out.zone[0] = 42;
            case READ_PAST_THE_END -> {
                double[] sums = out.elements.values();
                if (sums.length > 0) {
                    sums[sums.length - 1] += in.zone[0];
                }
            }
        }
    }

    private void requireUntouched(Op which, List<Room> in, Room out) {
        List<Room> rooms = new ArrayList<>(in);
        rooms.add(out);
        for (Room room : rooms) {
            if (guarded && !Arrays.stream(room.zone).allMatch(Double::isNaN)) {
                throw new MemoryCorruptionException(
                        which.name(),
                        "a buffer of type " + room.type(),
                        room.type().bytes());
            }
        }
    }

    @Override
    protected Room newBuffer(TensorType type) {
        return new Room(this, type);
    }

    @Override
    public String id() {
        return "roomy";
    }

    @Override
    public Device device() {
        return kernels.device();
    }

    @Override
    public Capabilities capabilities() {
        return kernels.capabilities();
    }

    @Override
    public MemoryUse memory() {
        return memory.use();
    }

    @Override
    public void synchronize() {}

    @Override
    public void close() {
        super.close();
        kernels.close();
    }
}
