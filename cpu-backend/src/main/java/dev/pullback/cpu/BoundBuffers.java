package dev.pullback.cpu;

import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.RunContract;
import dev.pullback.cpu.step.Place;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The buffers that an executable runs on: checked against the graph, kept from being freed during the run, and bound to the
 * places of its inputs and outputs. A run with the same buffers as the one before is not checked again, so that training
 * steps allocate nothing.
 */
final class BoundBuffers {

    private final RunContract<CpuBuffer> contract;
    private final Place[] places;
    private final int inputCount;
    private final CpuBuffer[] buffers;
    private int entered;

    BoundBuffers(RunContract<CpuBuffer> contract, List<Place> inputs, List<Place> outputs) {
        this.contract = contract;
        this.places = Stream.concat(inputs.stream(), outputs.stream()).toArray(Place[]::new);
        this.inputCount = inputs.size();
        this.buffers = new CpuBuffer[places.length];
    }

    /** @throws dev.pullback.api.error.PullbackException if they do not fit, or one is closed; none is kept then */
    void enter(List<? extends Buffer> inputs, List<? extends Buffer> outputs) {
        if (!areTheSame(inputs, outputs)) {
            var checked = contract.check(inputs, outputs);
            for (int i = 0; i < buffers.length; i++) {
                buffers[i] = i < inputCount
                        ? checked.inputs().get(i)
                        : checked.outputs().get(i - inputCount);
            }
        }
        try {
            for (; entered < buffers.length; entered++) {
                buffers[entered].enter();
                places[entered].bind(buffers[entered].segment());
            }
        } finally {
            if (entered < buffers.length) {
                leave();
            }
        }
    }

    void leave() {
        while (entered > 0) {
            buffers[--entered].leave();
        }
    }

    /** The buffers of this run's outputs. */
    List<CpuBuffer> outputs() {
        return Arrays.asList(buffers).subList(inputCount, buffers.length);
    }

    /** The buffers of this run's inputs. */
    List<CpuBuffer> inputs() {
        return Arrays.asList(buffers).subList(0, inputCount);
    }

    private boolean areTheSame(List<? extends Buffer> inputs, List<? extends Buffer> outputs) {
        if (inputs.size() != inputCount || inputs.size() + outputs.size() != buffers.length) {
            return false;
        }
        for (int i = 0; i < buffers.length; i++) {
            Buffer given = i < inputCount ? inputs.get(i) : outputs.get(i - inputCount);
            if (buffers[i] == null || !buffers[i].equals(given)) {
                return false;
            }
        }
        return true;
    }
}
