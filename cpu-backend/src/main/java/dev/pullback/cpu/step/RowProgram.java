package dev.pullback.cpu.step;

import java.util.List;

/** A row step's instructions on one worker's registers, each for all elements of some rows or for one element of each. */
final class RowProgram {

    /** An instruction and what it works on. */
    record Line(BlockInstruction instruction, Block block) {}

    private final Block elements;
    private final Block rows;
    private final Line[] lines;
    private final Register<?> result;

    /**
     * @param elements the block of instructions for all elements
     * @param rows the block of instructions for one element per row
     */
    RowProgram(Block elements, Block rows, List<Line> lines, Register<?> result) {
        this.elements = elements;
        this.rows = rows;
        this.lines = lines.toArray(Line[]::new);
        this.result = result;
    }

    /** Leaves the results of some whole rows at the beginning of a register. */
    Register<?> run(long row, int count, int length) {
        elements.moveTo(row, count, 0, length);
        rows.moveTo(row, count, 0, 1);
        for (Line line : lines) {
            line.instruction().run(line.block());
        }
        return result;
    }
}
