package dev.pullback.bench.peers.peer;

import dev.pullback.bench.peers.work.Workload;

/** A whole program of one training step: for the time that a process takes from its start to the first result. */
public final class FirstStepMain {

    private FirstStepMain() {}

    /** @param args the adapter's class, the number of threads, the adapter's argument, the step */
    public static void main(String[] args) {
        Peer peer = PeerMain.open(args[0], Integer.parseInt(args[1]), args[2]);
        peer.prepare(Workload.parse(args[3])).run(1);
        // Whatever threads a library left behind, a program that is done ends.
        Runtime.getRuntime().halt(0);
    }
}
