import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ConfusionCell, ModelVersion } from "../../../electron/contract/models";
import type { Channel, RequestInput, RequestOutput } from "../../../electron/contract/requests";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";

/** All versions; how many analyses name each changes with every photo, so every visit asks anew. */
export function useModels() {
  return useQuery({
    queryKey: queryKeys.models,
    queryFn: () => call("models.list", {}),
    staleTime: 0,
  });
}

export function useModel(version: ModelVersion) {
  return useQuery({
    queryKey: queryKeys.model(version),
    queryFn: () => call("models.get", { version }),
    staleTime: 0,
  });
}

export function useCellPhotos(version: ModelVersion, cell: ConfusionCell) {
  return useQuery({
    queryKey: queryKeys.modelCell(version, cell),
    queryFn: () => call("models.cell", { version, cell }),
    staleTime: 0,
  });
}

export function useChangedPhotos(version: ModelVersion) {
  return useQuery({
    queryKey: queryKeys.changedPhotos(version),
    queryFn: () => call("models.changedPhotos", { version }),
    staleTime: 0,
  });
}

/** Requests that change versions and answer with all of them. */
type ListChannel = Extract<
  Channel,
  "models.promote" | "models.discard" | "models.annotate" | "models.delete"
>;

/** Changes a version; lists and pages of versions follow. */
export function useModelChange<C extends ListChannel>(channel: C, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: RequestInput<C>) => call(channel, input),
    onSuccess: async (models: RequestOutput<C>) => {
      client.setQueryData(queryKeys.models, models);
      onDone();
      await client.invalidateQueries({ queryKey: [queryKeys.models[0]] });
    },
  });
}
