/** Data, checkpoints and training of stacked networks on any backend. */
module dev.pullback.network {
    requires transitive dev.pullback.api;
    requires de.siegmar.fastcsv;
    requires tools.jackson.core;

    exports dev.pullback.network.checkpoint;
    exports dev.pullback.network.data;
    exports dev.pullback.network.layer;
    exports dev.pullback.network.loss;
    exports dev.pullback.network.train;
}
