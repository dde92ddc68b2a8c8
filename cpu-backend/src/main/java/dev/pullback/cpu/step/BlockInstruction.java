package dev.pullback.cpu.step;

/** One line of a {@link Program}: reads memory or registers, writes a register. */
@FunctionalInterface
interface BlockInstruction {

    void run(Block block);
}
