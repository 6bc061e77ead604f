//! The Python peers beside us, both ways: mango-agents and aiomas run as child processes and judge what this crate
//! writes and reads.
//!
//! Their environments are made under the target directory by the first run. `CODEC_SKIP_PEERS=1` leaves all of this out.

mod arrays;
mod behaviours;
mod exchange;
mod from_python;
mod generator;
mod harness;
mod ids;
mod page;
mod refusals;
mod rust_twin;
mod subject;
mod twin;
mod types;

use std::process::ExitCode;

use codec_tests::{peer, runner, tests};

fn main() -> ExitCode {
    if peer::skipped() {
        eprintln!(
            "\nSKIPPED: CODEC_SKIP_PEERS is set, so nothing was checked against mango-agents and aiomas\n"
        );
        return ExitCode::SUCCESS;
    }
    runner::run(tests![
        harness::peers_answer,
        harness::a_peer_that_fails_says_why,
        ids::the_running_mango_computes_the_same_ids,
        twin::mango_takes_the_generated_module,
        twin::aiomas_takes_the_generated_module,
        twin::names_that_python_does_not_have,
        rust_twin::structs_for_the_classes_of_a_module,
        exchange::mango_json,
        exchange::mango_fast_json,
        exchange::mango_protobuf,
        exchange::aiomas_json,
        exchange::aiomas_msgpack,
        exchange::aiomas_msgpack_blosc,
        refusals::mango_json,
        refusals::mango_fast_json,
        refusals::mango_protobuf,
        refusals::aiomas_json,
        refusals::aiomas_msgpack,
        refusals::aiomas_msgpack_blosc,
        arrays::numpy_arrays,
        arrays::numpy_arrays_as_rust_types,
        arrays::numpy_arrays_that_are_refused,
        arrays::arrow_dates,
        behaviours::type_ids::known_ids_of_every_python_are_accepted_and_the_configured_one_is_sent,
        behaviours::type_ids::messages_of_another_python_are_refused_by_the_peer_alone,
        behaviours::type_ids::sequential_ids_of_mango_2_1_3_are_a_profile,
        behaviours::type_ids::protobuf_5_is_a_profile,
        behaviours::type_ids::protobuf_in_pure_python_is_a_profile,
        behaviours::registry::ids_are_computed_or_given,
        behaviours::registry::the_same_type_twice_fails_with_and_without_another_id,
        behaviours::registry::another_type_with_a_taken_id_fails,
        behaviours::registry::an_unregistered_type_has_no_serializer_at_any_depth,
        behaviours::registry::lookup_is_by_the_exact_type,
        behaviours::registry::object_is_a_fallback_for_everything,
        behaviours::registry::zero_is_an_id_and_strings_and_large_numbers_are_refused,
        behaviours::registry::aiomas_ids_count_from_zero_and_follow_the_order,
        behaviours::registry::aiomas_types_in_another_order_arrive_as_each_other,
        behaviours::json::scalars_round_trip,
        behaviours::json::bytes_are_those_of_json_dumps,
        behaviours::json::other_ways_to_write_the_same_are_accepted,
        behaviours::json::what_is_no_json_is_refused,
        behaviours::json::float_ids_are_refused,
        behaviours::json::lone_surrogates_fail_loudly,
        behaviours::json::the_last_of_equal_keys_wins_and_a_field_that_stands_twice_is_refused,
        behaviours::json::nesting_is_limited,
        behaviours::json::messages_round_trip_field_by_field,
        behaviours::json::dataclasses_hand_written_and_decorated_classes_round_trip,
        behaviours::json::the_address_of_an_agent_arrives_as_a_list,
        behaviours::json::an_unknown_id_is_an_error_that_carries_it,
        behaviours::json::user_dicts_with_the_reserved_key_are_refused,
        behaviours::json::keys_beside_the_reserved_one_are_refused,
        behaviours::json::classes_have_fixed_fields_and_messages_any,
        behaviours::msgpack::bytes_are_those_of_packb,
        behaviours::msgpack::arrays_arrive_as_tuples,
        behaviours::msgpack::keys_are_of_any_type,
        behaviours::msgpack::integers_outside_64_bits_are_refused,
        behaviours::msgpack::lone_surrogates_are_refused,
        behaviours::msgpack::ext_values_round_trip_and_timestamps_only_here,
        behaviours::msgpack::forms_that_are_not_minimal_are_accepted,
        behaviours::msgpack::what_is_no_msgpack_is_refused,
        behaviours::msgpack::blosc_buffers_of_every_kind_are_read,
        behaviours::msgpack::blosc_buffers_of_ours_are_read,
        behaviours::msgpack::broken_blosc_buffers_are_refused,
        behaviours::msgpack::the_tag_is_text,
        behaviours::protobuf::the_envelope_is_that_of_generic_msg,
        behaviours::protobuf::acl_fields_have_their_numbers_and_performatives_pythons_values,
        behaviours::protobuf::none_is_absent,
        behaviours::protobuf::empty_content_is_none_on_the_peer_alone,
        behaviours::protobuf::a_negative_zero_is_lost_by_prost,
        behaviours::protobuf::reply_to_and_further_attributes_are_lost_on_request_only,
        behaviours::protobuf::fields_that_a_message_does_not_have_are_dropped_by_prost,
        behaviours::protobuf::registered_messages_round_trip,
        behaviours::protobuf::a_class_of_ones_own_goes_through_a_message,
        behaviours::protobuf::what_is_not_registered_is_refused,
        behaviours::protobuf::pickles_of_plain_data_on_request_and_no_others,
        behaviours::fast_json::a_mango_message_has_no_wrapper,
        behaviours::fast_json::an_acl_message_has_a_wrapper,
        behaviours::fast_json::meta_null_and_what_is_no_message_are_refused,
        behaviours::fast_json::dataclasses_and_enums_are_plain_and_others_have_tags,
        behaviours::fast_json::what_has_no_form_becomes_null_or_text,
        behaviours::fast_json::floats_beyond_the_range_are_refused,
        behaviours::fast_json::messages_of_the_json_codec_are_lost_on_the_peer_alone,
        page::the_python_code_runs,
    ])
}
