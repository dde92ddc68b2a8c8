package dev.pullback.cpu.step;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.pullback.api.plan.Step.RandomBitsStep;
import dev.pullback.cpu.threads.ParallelTask;
import dev.pullback.cpu.threads.ThreadPool;
import java.lang.foreign.MemorySegment;

/** Threefry-2x32 with 20 rounds: word {@code i mod 2} of the counter ⌊i/2⌋ is element i. */
final class RandomBitsKernel implements PreparedStep, ParallelTask {

    private static final double NANOS_PER_PAIR = 15;

    /** From the authors' definition of Threefry: the key schedule's parity, and the rotations of eight rounds. */
    private static final int PARITY = 0x1BD11BDA;

    private static final int[] ROTATIONS = {13, 15, 26, 6, 17, 29, 16, 24};
    private static final int ROUNDS = 20;

    private final long size;
    private final Place result;
    private final Place key;
    private final Partition partition;
    private final ThreadPool pool;

    RandomBitsKernel(RandomBitsStep step, Place result, Place key, ThreadPool pool) {
        this.size = step.result().type().size();
        this.result = result;
        this.key = key;
        this.pool = pool;
        this.partition = Partition.of(Math.ceilDiv(size, 2), NANOS_PER_PAIR, pool.size());
    }

    @Override
    public void run() {
        pool.run(partition.parts(), this);
    }

    @Override
    public void run(int part, int worker) {
        MemorySegment target = result.segment();
        int key0 = key.segment().getAtIndex(JAVA_INT, 0);
        int key1 = key.segment().getAtIndex(JAVA_INT, 1);
        long end = partition.start(part + 1);
        for (long counter = partition.start(part); counter < end; counter++) {
            long words = threefry(key0, key1, counter);
            target.setAtIndex(JAVA_INT, 2 * counter, (int) words);
            if (2 * counter + 1 < size) {
                target.setAtIndex(JAVA_INT, 2 * counter + 1, (int) (words >>> 32));
            }
        }
    }

    /** The two words for a counter, the first in the lower half. */
    static long threefry(int key0, int key1, long counter) {
        int key2 = key0 ^ key1 ^ PARITY;
        int x0 = (int) counter + key0;
        int x1 = (int) (counter >>> 32) + key1;
        for (int round = 0; round < ROUNDS; round++) {
            x0 += x1;
            x1 = Integer.rotateLeft(x1, ROTATIONS[round % ROTATIONS.length]) ^ x0;
            if (round % 4 == 3) {
                int injection = round / 4 + 1;
                x0 += word(injection, key0, key1, key2);
                x1 += word(injection + 1, key0, key1, key2) + injection;
            }
        }
        return (long) x1 << 32 | Integer.toUnsignedLong(x0);
    }

    private static int word(int number, int key0, int key1, int key2) {
        return switch (number % 3) {
            case 0 -> key0;
            case 1 -> key1;
            default -> key2;
        };
    }
}
