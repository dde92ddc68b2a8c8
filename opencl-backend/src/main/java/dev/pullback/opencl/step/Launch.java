package dev.pullback.opencl.step;

import dev.pullback.api.plan.Value;
import dev.pullback.opencl.code.ClusterCode;
import java.util.ArrayList;
import java.util.List;

/**
 * One kernel of one step, described: its program, its arguments in order, its geometry. A launch over nothing is none.
 *
 * @param label for the profile
 * @param source the whole program
 * @param kernel the function in it
 */
public record Launch(String label, String source, String kernel, List<Argument> arguments, Grid grid) {

    public Launch {
        arguments = List.copyOf(arguments);
    }

    /** Global and local sizes of up to three dimensions. */
    public record Grid(int dims, long global0, long global1, long global2, long local0, long local1, long local2) {

        /** One work-item per group, as the kernels for CPU devices want it. */
        static Grid items(long global0, long global1, long global2) {
            return new Grid(3, global0, global1, global2, 1, 1, 1);
        }

        static Grid items(long global0, long global1) {
            return new Grid(2, global0, global1, 1, 1, 1, 1);
        }

        /** A line of groups. */
        static Grid groups(long groups, long local) {
            return new Grid(1, groups * local, 1, 1, local, 1, 1);
        }

        boolean isEmpty() {
            return global0 == 0 || global1 == 0 || global2 == 0;
        }
    }

    /** Collects the arguments of a launch in the order of the kernel's parameters. */
    static final class Arguments {
        private final List<Argument> list = new ArrayList<>();

        Arguments value(Value value) {
            list.add(new Argument.OfValue(value));
            return this;
        }

        Arguments scratch(int index) {
            list.add(new Argument.Scratch(index));
            return this;
        }

        Arguments ints(int... values) {
            for (int value : values) {
                list.add(new Argument.OfInt(value));
            }
            return this;
        }

        Arguments longs(long... values) {
            for (long value : values) {
                list.add(new Argument.OfLong(value));
            }
            return this;
        }

        Arguments all(List<Argument> more) {
            list.addAll(more);
            return this;
        }

        /** What generated code asks for. */
        Arguments of(ClusterCode code) {
            for (ClusterCode.Parameter parameter : code.parameters()) {
                switch (parameter.binding()) {
                    case ClusterCode.Binding.OfOperand(var operand) -> value(operand.value());
                    case ClusterCode.Binding.Number(long number) -> longs(number);
                }
            }
            return this;
        }

        List<Argument> list() {
            return list;
        }
    }
}
