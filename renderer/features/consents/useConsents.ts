import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { NewConsent } from "../../../electron/contract/consents";
import type { PatientId } from "../../../electron/contract/shapes";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";

/** What a patient consented to, the latest record first. */
export function useConsents(patientId: PatientId) {
  return useQuery({
    queryKey: queryKeys.consents(patientId),
    queryFn: () => call("patients.consents", { patientId }),
  });
}

export function useRecordConsent(patientId: PatientId) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (consent: NewConsent) => call("patients.consent", { ...consent, patientId }),
    onSuccess: (consents) => {
      client.setQueryData(queryKeys.consents(patientId), consents);
    },
  });
}
