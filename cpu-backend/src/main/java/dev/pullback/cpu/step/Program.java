package dev.pullback.cpu.step;

import java.util.List;

/** A cluster's instructions on one worker's registers. */
final class Program {

    private final Block block = new Block();
    private final BlockInstruction[] instructions;
    private final Register<?> result;

    /** @param result where a block's results are after {@link #run} */
    Program(List<BlockInstruction> instructions, Register<?> result) {
        this.instructions = instructions.toArray(BlockInstruction[]::new);
        this.result = result;
    }

    /** What the next {@link #run} works on. */
    Block block() {
        return block;
    }

    Register<?> result() {
        return result;
    }

    void run() {
        for (BlockInstruction instruction : instructions) {
            instruction.run(block);
        }
    }
}
