package dev.pullback.cpu.step;

import java.lang.foreign.MemorySegment;

/** Brings a block of an operand into a register, by the fastest way that its strides allow. */
final class Load implements BlockInstruction {

    private enum Way {
        /** Row-major from end to end: one copy. */
        FULL,
        /** The same row for all: a row vector. */
        REPEATED_ROW,
        /** Rows anywhere, each side by side. */
        ROWS,
        /** One element per row: a column vector. */
        REPEATED_COLUMN,
        STRIDED
    }

    private final Place source;
    private final OperandView view;
    private final Register<?> register;
    private final Way way;

    Load(Place source, OperandView view, Register<?> register) {
        this.source = source;
        this.view = view;
        this.register = register;
        this.way = way(view);
    }

    private static Way way(OperandView view) {
        if (view.isFull()) {
            return Way.FULL;
        }
        if (view.columnStride() == 1) {
            return view.repeatsRows() ? Way.REPEATED_ROW : Way.ROWS;
        }
        return view.columnStride() == 0 ? Way.REPEATED_COLUMN : Way.STRIDED;
    }

    @Override
    public void run(Block block) {
        MemorySegment memory = source.segment();
        switch (way) {
            case FULL -> {
                long first = block.row() * view.columns() + block.column();
                if (block.rows() == 1 || block.columns() == view.columns()) {
                    register.load(memory, first, 0, block.size());
                } else {
                    register.loadRows(memory, first, view.columns(), block.rows(), block.columns());
                }
            }
            case REPEATED_ROW -> {
                register.load(memory, block.column(), 0, block.columns());
                register.tile(block.columns(), block.rows());
            }
            case ROWS, REPEATED_COLUMN, STRIDED -> {
                for (int r = 0; r < block.rows(); r++) {
                    loadRow(memory, view.position(block.row() + r), block.column(), block.columns(), r);
                }
            }
        }
    }

    private void loadRow(MemorySegment memory, long position, int column, int columns, int r) {
        int to = r * columns;
        switch (way) {
            case REPEATED_COLUMN -> register.loadRepeated(memory, position, to, columns);
            case STRIDED -> {
                long first = position + column * view.columnStride();
                register.loadStrided(memory, first, view.columnStride(), to, columns);
            }
            case FULL, REPEATED_ROW, ROWS -> register.load(memory, position + column, to, columns);
        }
    }
}
